for x in a "b c"; do echo $x; done | while read -r y; do :; done & until z
do w; done
for y do v; done
