const { Model } = require("express");
