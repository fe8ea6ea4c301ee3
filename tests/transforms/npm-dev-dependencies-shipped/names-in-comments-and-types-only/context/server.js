require("./server.ts");
