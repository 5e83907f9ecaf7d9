/**
 * Runs a command on a pseudo-terminal, in Python because Node has none without a native module. Standard input is what
 * is typed, standard output what is printed; lines `<columns> <rows>` on descriptor 3 are new sizes.
 *
 * Ends with the command's exit code, as a shell counts it. When nobody types any more the command is hung up on.
 */
export const PSEUDO_TERMINAL = `
import fcntl, os, pty, select, signal, struct, sys, termios

def resize(columns, rows):
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

def write(to, data):
    while data:
        data = data[os.write(to, data):]

child, master = pty.fork()
if child == 0:
    os.close(3)
    try:
        os.execvp(sys.argv[3], sys.argv[3:])
    except OSError as error:
        print(f"exec {sys.argv[3]}: {error.strerror}")
        os._exit(127)

resize(int(sys.argv[1]), int(sys.argv[2]))
os.kill(child, signal.SIGWINCH)
watched, sizes, status = [master, 0, 3], b"", None
while True:
    ready, _, _ = select.select(watched, [], [], 0.2)
    if not ready:
        # What it left running in the background may hold the terminal for ever.
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        status = None
    if 3 in ready:
        data = os.read(3, 4096)
        if not data:
            watched.remove(3)
        *lines, sizes = (sizes + data).split(b"\\n")
        for line in lines:
            resize(*map(int, line.split()))
    if 0 in ready:
        data = os.read(0, 65536)
        if data:
            write(master, data)
        else:
            watched.remove(0)
            os.kill(child, signal.SIGHUP)
    if master in ready:
        try:
            data = os.read(master, 65536)
        except OSError:
            data = b""
        if not data:
            break
        write(1, data)

if status is None:
    _, status = os.waitpid(child, 0)
code = os.waitstatus_to_exitcode(status)
sys.exit(128 - code if code < 0 else code)
`;
