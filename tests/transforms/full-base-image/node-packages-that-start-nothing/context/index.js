const usage = require("pidusage");
const { log } = require("isomorphic-git");
usage(process.pid).then(console.log);
console.log(typeof log);
