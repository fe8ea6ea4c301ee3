const next = require("next");
next({ dev: process.env.NODE_ENV !== "production" });
