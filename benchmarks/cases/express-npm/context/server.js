import express from "express";
import { shout } from "./lib/shout.js";

const app = express();
app.get("/health", (request, response) => response.send("ok"));
app.get("/shout/:word", (request, response) => response.send(shout(request.params.word)));
app.listen(Number(process.env.PORT), "0.0.0.0");
