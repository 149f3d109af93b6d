package dev.ordinal.nodeagent.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The one downcall behind all others: libc's {@code syscall}, its error number captured with it.
 *
 * <p>One handle for everything means that whatever ran once has loaded all that a later call needs;
 * a thread whose root directory was exchanged cannot load classes any more.
 *
 * <p>All six arguments are always passed: the kernel reads registers, not an argument count.
 */
final class Syscall {

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = link();

  private Syscall() {}

  @SuppressWarnings("restricted") // the point of this class; the launcher grants native access
  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(1));
  }

  /** Makes the call; fails with what was tried when the kernel refuses. */
  static long call(String what, SyscallNumber nr, long a, long b, long c, long d, long e, long f) {
    long result = attempt(nr, a, b, c, d, e, f);
    if (result < 0) {
      throw new LinuxException(what, (int) -result);
    }
    return result;
  }

  /** Makes the call; a negative result is the negated error number. */
  static long attempt(SyscallNumber nr, long a, long b, long c, long d, long e, long f) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = (long) SYSCALL.invokeExact(state, nr.number(), a, b, c, d, e, f);
      return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (RuntimeException | Error unexpected) {
      throw unexpected;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A path or name as the kernel reads it. */
  static long text(Arena arena, String text) {
    return arena.allocateFrom(text).address();
  }
}
