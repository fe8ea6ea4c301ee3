require("express");
require("chalk");
