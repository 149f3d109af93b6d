# The supervisor of one container, outside its namespaces and outside the agent, so that the container outlives the agent.
# usage: sup.sh DIR NS INPUT WORKDIR FSTAB program...
#   DIR      the container's directory: ctl stdin stdout stderr (FIFOs), fstab, and optionally cgroups, oom
#   INPUT    tty: a terminal; stdin: the FIFO; none: nothing to read
#   FSTAB    what to mount on /proc
#   NS       the directory of the thread (below /proc) which has the container's root; -: no namespaces, a process of the host
# Leaves in DIR: suppid, pid (of the program, as the host counts), exit (its code; 128+n for signal n).
# It starts in a new PID namespace without a process: its first child is PID 1 there. When that child is gone fork() fails, so only
# builtins may follow `wait`.
cd "$1" || exit 1; ns=$2 in=$3 wd=$4; shift 4
trap '' HUP INT TERM QUIT
echo $$ >suppid
exec 5<>ctl 6<>stdin 7<>stdout 8<>stderr                    # <> never blocks, never ends, never gets SIGPIPE
if [ "$ns" = - ]; then pts=/dev/pts ptmx=/dev/ptmx; else pts=$ns/root/dev/pts ptmx=$pts/ptmx; fi
if [ "$in" = tty ]; then exec 9<>"$ptmx"; echo ready >ready; read n <&5; fi
trap 'exec 6<&-' USR1                                       # stdinOnce: the agent sends USR1, the program reads the end
(
  trap - HUP TERM USR1
  exec 2>>setup.err
  if [ -s cgroups ]; then while read g; do echo 0 >"$g"; done <cgroups; fi
  if [ -s oom ]; then read o <oom; echo "$o" >/proc/self/oom_score_adj; fi
  ulimit -n "$(ulimit -Hn)"
  session=
  if [ "$ns" = - ]; then
    [ -d "$wd" ] || { echo "no directory $wd" >&2; exit 128; }
    session=/usr/bin/setsid
    enter() { cd "$wd" && exec /usr/bin/env --default-signal=INT,QUIT $session "$@"; }
  else
    /usr/bin/mount -N "$ns/ns/mnt" -a -T "$1" >&2 && /usr/bin/umount -N "$ns/ns/mnt" -l /.old || exit 128
    enter() { exec /usr/bin/env --default-signal=INT,QUIT $session /usr/bin/nsenter --mount="$ns/ns/mnt" --wdns="$wd" "$@"; }
  fi
  shift
  unset OLDPWD PWD SHLVL
  if [ "$in" = tty ]; then
    exec <>"$pts/$n" >&0 2>&0 5<&- 6<&- 7<&- 8<&- 9<&-
    session="/usr/bin/setsid --ctty"; enter "$@"
  fi
  if [ "$in" = none ]; then exec </dev/null; else exec <stdin; fi
  exec >stdout 2>stderr 5<&- 6<&- 7<&- 8<&- 9<&-
  enter "$@"
) & p=$!
echo $p >pid
exec 2>/dev/null                                            # dash would print "Killed"
while :; do wait $p; rc=$?; kill -0 $p || break; done       # wait also returns for USR1
if [ "$ns" = - ]; then kill -KILL -- -$p; fi                # its group ends with it, as a PID namespace would
echo $rc >exit
read n <&5                                                  # keeps what is in the FIFOs until the agent has it
