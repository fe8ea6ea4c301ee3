const { exec } = require("child_process");
exec("cd client && npm run build");
require("express")().listen(3000);
