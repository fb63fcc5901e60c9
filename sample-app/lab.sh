#!/usr/bin/env bash
# Two hosts and two paths on this machine, the sample on both hosts, and one downloading from the other
# without pause. A path is cut and mended meanwhile; see what becomes of the downloads.
set -euo pipefail

usage() {
	cat <<-'END'
		usage: sample-app/lab.sh [options]
		  --seconds N     how long it runs (30); the path is cut after a third and mended after two
		  --rate MBIT     what each path carries, in megabits per second (20)
		  --bytes N       how much one download is (10000000)
		  --cut HOW       'link': the client's link goes down; 'silent': packets get lost and nobody is told (link)
		  --tcp           the same over TCP, to compare
		Linux with MPTCP; root or any user that may make user namespaces; JDK 25, iproute2, nftables, curl.
	END
}

die() {
	echo "lab.sh: $*" >&2
	exit 1
}

seconds=30 rate=20 bytes=10000000 cut=link mptcp=true
parse() {
	while [ $# -gt 0 ]; do
		case $1 in
			--seconds | --rate | --bytes | --cut)
				[ $# -gt 1 ] || die "$1 needs a value"
				printf -v "${1#--}" %s "$2"
				shift
				;;
			--tcp) mptcp=false ;;
			--help | -h)
				usage
				exit 0
				;;
			*) die "unknown option $1, see --help" ;;
		esac
		shift
	done
	[[ $seconds =~ ^[0-9]+$ && $seconds -ge 6 ]] || die "--seconds takes a number, 6 at least"
	[[ $rate =~ ^[0-9]+$ && $rate -ge 1 ]] || die "--rate takes a number of megabits"
	[[ $bytes =~ ^[0-9]+$ ]] || die "--bytes takes a number"
	[[ $cut == link || $cut == silent ]] || die "--cut takes 'link' or 'silent'"
}

home=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$home/target/sample-app.jar
# Not on every user's PATH
PATH=$PATH:/usr/sbin:/sbin

is_java25() {
	[ -x "$1" ] && "$1" -version 2>&1 | grep -q ' version "25'
}

# As the build does: any JDK 25 that Maven knows, when neither the environment nor the PATH names one
find_java() {
	local candidate discovered
	for candidate in "${JAVA_HOME:-}/bin/java" "${JAVA25_HOME:-}/bin/java" "$(command -v java || true)"; do
		is_java25 "$candidate" && echo "$candidate" && return
	done
	if command -v mvn >/dev/null; then
		if ! discovered=$(mvn -B -N -f "$home/../pom.xml" toolchains:display-discovered-jdk-toolchains 2>&1); then
			echo "$discovered" >&2
			die "Maven, which is asked for a JDK 25, fails: mend that, or set JAVA_HOME to a JDK 25"
		fi
		while read -r candidate; do
			is_java25 "$candidate/bin/java" && echo "$candidate/bin/java" && return
		done < <(sed -n 's/^\[INFO\]   - \(\/.*\)/\1/p' <<<"$discovered")
	fi
	die "no JDK 25 found: set JAVA_HOME to one"
}

prepare() {
	local tool
	for tool in setpriv:util-linux unshare:util-linux nsenter:util-linux ip:iproute2 ss:iproute2 tc:iproute2 nft:nftables curl:curl; do
		command -v "${tool%%:*}" >/dev/null || die "${tool%%:*} is not installed (Debian: apt-get install ${tool##*:})"
	done
	[ "$(cat /proc/sys/net/mptcp/enabled 2>/dev/null)" = 1 ] || die "this system has no MPTCP, or it is switched off"
	if [ ! -f "$jar" ]; then
		command -v mvn >/dev/null || die "build the sample first: mvn -pl sample-app -am package"
		echo "Building the sample ..."
		(cd "$home/.." && mvn -q -B -pl sample-app -am package -DskipTests)
	fi
	java=$(find_java)
}

# An open file without a name: nothing is left of it when this process is gone, however that happens
open_log() {
	local file
	file=$(mktemp)
	eval "exec $1<>'$file'"
	rm -f "$file"
}
readonly server_log=/proc/self/fd/6 client_log=/proc/self/fd/7 downloads=/proc/self/fd/8

# Namespaces without names: they are gone with the processes in them. Those are gone with this one, even when it is
# killed with -9: the kernel ends the child with its parent, and a PID namespace with its first process.
laboratory() {
	local who=(--user --map-root-user) result=0
	[ "$(id -u)" -ne 0 ] || who=()
	LAB_STAGE=server LAB_JAVA=$java setpriv --pdeathsig KILL -- \
		unshare "${who[@]}" --net --pid --fork --kill-child -- bash "${BASH_SOURCE[0]}" "$@" &
	child=$!
	trap 'kill -KILL "$child" 2>/dev/null || true' EXIT
	trap 'kill -KILL "$child"; interrupted=true' INT TERM HUP
	# The shell's own word on a child that was killed is of no interest
	{ wait "$child" || result=$?; } 2>/dev/null
	if $interrupted || [ "$result" -eq 0 ]; then
		summary
	fi
	return "$result"
}
child= interrupted=false

# The server's host is held open as a file
readonly server_host=/proc/self/fd/9
on_server() {
	nsenter --net="$server_host" -- "$@"
}

build() {
	local host number
	for host in "" on_server; do
		$host ip link set lo up
		$host ip mptcp limits set subflow 4 add_addr_accepted 4
	done
	for number in 1 2; do
		ip link add "path$number" type veth peer name "path$number" netns "$server_host"
		ip address add "10.0.$number.1/24" dev "path$number"
		on_server ip address add "10.0.$number.2/24" dev "path$number"
		for host in "" on_server; do
			$host ip link set "path$number" up
			$host tc qdisc add dev "path$number" root tbf rate "${rate}mbit" burst 32k latency 200ms
		done
	done
	on_server ip mptcp endpoint add 10.0.2.2 dev path2 signal
}

start_sample() {
	local name=$1 log=$2
	shift 2
	"$@" -XX:+UseSerialGC -Dserver.address=0.0.0.0 -jar "$jar" >>"$log" 2>&1 &
	echo "Starting the $name ..."
}

await_sample() {
	local name=$1 log=$2 attempt
	shift 2
	for ((attempt = 0; attempt < 300; attempt++)); do
		if "$@" curl -s -o /dev/null --noproxy '*' 'http://localhost:8080/download?bytes=1' 2>/dev/null; then
			return
		fi
		sleep 0.2
	done
	cat "$log" >&2
	die "the $name does not start"
}

# One line for each download, with what the sample's WebClient says of it
download() {
	local answer
	while true; do
		answer=$(curl -sS --fail-with-body --noproxy '*' --max-time 15 "http://localhost:8080/relay?bytes=$bytes" 2>&1) &&
			echo "ok $answer" || echo "FAILED $answer"
	done
}

cut_path() {
	local host
	if [ "$cut" = link ]; then
		ip link set path1 down
		return
	fi
	for host in "" on_server; do
		$host nft add table inet silence
		$host nft add chain inet silence arrivals '{ type filter hook prerouting priority raw; }'
		$host nft add rule inet silence arrivals iifname path1 drop
	done
}

mend_path() {
	local host
	if [ "$cut" = link ]; then
		ip link set path1 up
		return
	fi
	for host in "" on_server; do
		$host nft delete table inet silence
	done
}

# Bytes that have come to the client over a path
arrived() {
	awk -v device="$1:" '$1 == device { print $2 }' /proc/self/net/dev
}

subflows() {
	ss -tnH state established '( dst 10.0.1.2:8080 or dst 10.0.2.2:8080 )' | wc -l
}

summary() {
	local ok failed
	ok=$(grep -c '^ok' "$downloads" || true)
	failed=$(grep -c '^FAILED' "$downloads" || true)
	echo
	echo "$ok downloads of $bytes bytes complete, $failed failed"
	sed -n 's/^ok .*"protocol":"\([a-z]*\)".*/\1/p' "$downloads" | sort | uniq -c |
		while read -r count protocol; do echo "  $count over $protocol"; done
	sed -n 's/^FAILED /  /p' "$downloads" | cut -c1-200 | sort -u
	[ "$failed" -eq 0 ]
}

watch() {
	local second event last now micros before1 before2 now1 now2
	printf '\n%8s %10s %10s %10s %9s\n' second 'path1 Mb/s' 'path2 Mb/s' 'both' subflows
	before1=$(arrived path1) before2=$(arrived path2) last=${EPOCHREALTIME/./}
	for ((second = 1; second <= seconds; second++)); do
		event=
		if ((second == seconds / 3 + 1)); then
			cut_path
			event="path1 is cut ($cut)"
		elif ((second == seconds * 2 / 3 + 1)); then
			mend_path
			event="path1 is mended"
		fi
		sleep 1
		now1=$(arrived path1) now2=$(arrived path2) now=${EPOCHREALTIME/./}
		micros=$((now - last))
		printf '%8d %10d %10d %10d %9d  %s\n' "$second" $(((now1 - before1) * 8 / micros)) \
			$(((now2 - before2) * 8 / micros)) $(((now1 - before1 + now2 - before2) * 8 / micros)) "$(subflows)" "$event"
		before1=$now1 before2=$now2 last=$now
	done
}

run() {
	local java=$LAB_JAVA
	build
	start_sample server "$server_log" on_server "$java" -Dserver.mptcp.enabled=$mptcp
	start_sample client "$client_log" "$java" -Dclient.mptcp.enabled=$mptcp -Dsample.peer=http://10.0.1.2:8080 \
		-Dspring.http.clients.read-timeout=5s
	await_sample server "$server_log" on_server
	await_sample client "$client_log"
	download >>"$downloads" &
	watch
}

case ${LAB_STAGE:-} in
	"")
		parse "$@"
		prepare
		open_log 6
		open_log 7
		open_log 8
		laboratory "$@"
		;;
	server)
		exec 9</proc/self/ns/net
		LAB_STAGE=client exec unshare --net -- bash "${BASH_SOURCE[0]}" "$@"
		;;
	client)
		parse "$@"
		run
		;;
esac
