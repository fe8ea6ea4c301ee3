const log = require("pino")({ transport: { target: "pino-pretty" } });
