require("pino")(require("./config.json"))
