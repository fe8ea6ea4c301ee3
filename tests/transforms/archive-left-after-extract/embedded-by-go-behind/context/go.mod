module example.com/spell
