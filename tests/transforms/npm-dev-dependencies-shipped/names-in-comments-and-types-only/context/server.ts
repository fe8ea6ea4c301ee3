import type { JsonValue } from "type-fest";
// require("morgan")
const pattern = /require\("morgan"\)/;
/* import "morgan" */
import express from "express";
