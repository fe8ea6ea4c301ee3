require("./lib/log");
