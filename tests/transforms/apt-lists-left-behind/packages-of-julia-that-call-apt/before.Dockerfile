FROM company/julia
RUN apt-get update && apt-get install -y curl
RUN julia --eval 'Pkg.add("IJulia")'
