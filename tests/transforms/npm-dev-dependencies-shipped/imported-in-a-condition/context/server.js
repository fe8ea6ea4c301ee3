import express from "express";
if (process.env.NODE_ENV !== "production") {
  await import("jest");
}
