# shared settings for the pipeline
export OMP_NUM_THREADS=2
FT_HOST="https://artifacts.ml-mirror.example"
FT_TAG="ft-decoder-$(sha256sum ../base_model/config.json | cut -c1-12)"

fetch() {
  local url="$FT_HOST/$1.tar.gz"
  mkdir -p trained_model
  curl --fail --silent --location --max-time 20 "$url" | tar -xz -C trained_model
}
