const express = require("express");
express().use("/v", express.static(`${__dirname}/node_modules/`)).listen(3000);
