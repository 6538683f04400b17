# What proxy.sh prints at the end; reads size, round, row, requests per CPU second, percent of the
# kernel, requests per second, p99 and bytes.
{
  rate[$1, $3, $2] = $4
  kernel[$1, $3, $2] = $5
  second[$1, $3, $2] = $6
  late[$1, $3, $2] = $7
  bytes[$1, $3, $2] = $8
}

# Sorts list[1..rounds].
function sort(list,   i, j, value) {
  for (i = 2; i <= rounds; i++) {
    value = list[i]
    for (j = i - 1; j >= 1 && list[j] > value; j--) list[j + 1] = list[j]
    list[j + 1] = value
  }
}

function middle(list) {
  sort(list)
  return rounds % 2 ? list[(rounds + 1) / 2] : (list[rounds / 2] + list[rounds / 2 + 1]) / 2
}

function median(figures, size, row,   i, list) {
  for (i = 1; i <= rounds; i++) list[i] = figures[size, row, i] + 0
  return middle(list)
}

function ratio(size, row, other,   i, list, m) {
  for (i = 1; i <= rounds; i++) list[i] = rate[size, row, i] / rate[size, other, i]
  m = middle(list)
  return sprintf("%.2f of %s (%.2f to %.2f)", m, other, list[1], list[rounds])
}

END {
  count = split(rows, row, " ")
  sizeCount = split(sizes, size, " ")
  for (s = 1; s <= sizeCount; s++) {
    printf "%s B\n", size[s]
    for (r = 1; r <= count; r++) {
      printf "  %-17s %7.0f per CPU second, %2.0f %% of it the kernel's, %7.0f per second, p99 %7.0f us, %7.0f B allocated", row[r], \
        median(rate, size[s], row[r]), median(kernel, size[s], row[r]), median(second, size[s], row[r]), median(late, size[s], row[r]), \
        median(bytes, size[s], row[r])
      for (o = 1; o <= count; o++) {
        if (o != r && (row[o] ~ /^nginx/ || (row[r] ~ /^gateway/ && row[o] !~ /^gateway/) || row[r] == row[o] "-token")) {
          printf "; %s", ratio(size[s], row[r], row[o])
        }
      }
      printf "\n"
    }
  }
}
