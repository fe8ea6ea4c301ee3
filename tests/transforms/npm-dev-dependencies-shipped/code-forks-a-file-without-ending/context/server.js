require("child_process").fork("./worker");
require("express")().listen(3000);
