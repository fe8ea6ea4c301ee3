require("knex")({ client: process.env.CLIENT });
