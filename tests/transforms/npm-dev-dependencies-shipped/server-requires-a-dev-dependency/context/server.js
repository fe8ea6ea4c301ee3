const express = require("express"), methodOverride = require("method-override");
