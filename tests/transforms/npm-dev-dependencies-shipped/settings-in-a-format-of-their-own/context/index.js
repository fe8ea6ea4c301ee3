require("config").get("port");
