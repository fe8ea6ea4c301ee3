const express = require("express");
express().use("/v", express.static("node_modules")).listen(3000);
