const { execSync } = require("child_process");
console.log(execSync("curl -fsS https://example.com/").length);
