const { spawn } = require("child_process");
spawn("npm", ["run", "build"]);
require("express")().listen(3000);
