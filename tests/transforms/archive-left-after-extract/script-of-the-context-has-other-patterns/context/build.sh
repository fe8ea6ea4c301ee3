rm -rf /tmp/*
cp *.dict /out/*
