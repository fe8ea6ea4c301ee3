const { Sequelize } = require("sequelize");
new Sequelize(process.env.DATABASE_URL);
