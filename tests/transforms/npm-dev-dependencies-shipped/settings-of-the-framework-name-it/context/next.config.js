module.exports = require("@next/bundle-analyzer")({});
