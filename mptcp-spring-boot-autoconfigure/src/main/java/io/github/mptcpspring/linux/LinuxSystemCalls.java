/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.linux;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfInt;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * {@link SystemCalls} through the C library of the process (glibc and musl alike), called
 * with the Foreign Function &amp; Memory API.
 * <p>
 * Every call gets its own memory for errno and for what it reads and writes, so that
 * calls of different threads, virtual or not, cannot meet.
 */
final class LinuxSystemCalls implements SystemCalls {

	private static final OfInt INT = ValueLayout.JAVA_INT;

	private static final AddressLayout POINTER = ValueLayout.ADDRESS;

	private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();

	private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

	/**
	 * What a call with a value needs beside the value, which follows. Together they are
	 * one allocation: beside a system call of this kind several would be felt.
	 */
	private static final StructLayout FRAME_HEADER = MemoryLayout.structLayout(CALL_STATE.withName("state"),
			INT.withName("length"), MemoryLayout.paddingLayout(8));

	private static final long LENGTH_OFFSET = FRAME_HEADER.byteOffset(MemoryLayout.PathElement.groupElement("length"));

	private static final MethodHandle SOCKET = function("socket", FunctionDescriptor.of(INT, INT, INT, INT));

	private static final MethodHandle DUP3 = function("dup3", FunctionDescriptor.of(INT, INT, INT, INT));

	private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));

	// C declares it as fcntl(int, int, ...), and some ABIs pass variadic arguments
	// elsewhere
	private static final MethodHandle FCNTL = function("fcntl", FunctionDescriptor.of(INT, INT, INT, INT),
			Linker.Option.firstVariadicArg(2));

	private static final MethodHandle GETSOCKOPT = function("getsockopt",
			FunctionDescriptor.of(INT, INT, INT, INT, POINTER, POINTER));

	private static final MethodHandle SETSOCKOPT = function("setsockopt",
			FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));

	private static final MethodHandle GETSOCKNAME = function("getsockname",
			FunctionDescriptor.of(INT, INT, POINTER, POINTER));

	private static final MethodHandle GETPEERNAME = function("getpeername",
			FunctionDescriptor.of(INT, INT, POINTER, POINTER));

	LinuxSystemCalls() {
	}

	@SuppressWarnings("restricted")
	private static MethodHandle function(String name, FunctionDescriptor signature, Linker.Option... options) {
		Linker linker = Linker.nativeLinker();
		Linker.Option[] all = new Linker.Option[options.length + 1];
		System.arraycopy(options, 0, all, 0, options.length);
		all[options.length] = Linker.Option.captureCallState("errno");
		return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, all);
	}

	@Override
	public int socket(int domain, int type, int protocol) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment state = arena.allocate(CALL_STATE);
			return answer((int) SOCKET.invokeExact(state, domain, type, protocol), state);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int dup3(int source, int target, int flags) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment state = arena.allocate(CALL_STATE);
			return answer((int) DUP3.invokeExact(state, source, target, flags), state);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int close(int descriptor) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment state = arena.allocate(CALL_STATE);
			return answer((int) CLOSE.invokeExact(state, descriptor), state);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int fcntl(int descriptor, int command, int argument) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment state = arena.allocate(CALL_STATE);
			return answer((int) FCNTL.invokeExact(state, descriptor, command, argument), state);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int getsockopt(int descriptor, SocketOption option, byte[] value) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment frame = arena.allocate(FRAME_HEADER.byteSize() + value.length, FRAME_HEADER.byteAlignment());
			MemorySegment length = lengthOf(frame, value);
			int result = answer((int) GETSOCKOPT.invokeExact(frame, descriptor, option.level(), option.number(),
					valueOf(frame), length), frame);
			return (result < 0) ? result : copyOut(frame, length, value);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int setsockopt(int descriptor, SocketOption option, byte[] value) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment frame = arena.allocate(FRAME_HEADER.byteSize() + value.length, FRAME_HEADER.byteAlignment());
			MemorySegment.copy(value, 0, frame, ValueLayout.JAVA_BYTE, FRAME_HEADER.byteSize(), value.length);
			return answer((int) SETSOCKOPT.invokeExact(frame, descriptor, option.level(), option.number(),
					valueOf(frame), value.length), frame);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int getsockname(int descriptor, byte[] address) {
		return name(GETSOCKNAME, descriptor, address);
	}

	@Override
	public int getpeername(int descriptor, byte[] address) {
		return name(GETPEERNAME, descriptor, address);
	}

	private static int name(MethodHandle function, int descriptor, byte[] address) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment frame = arena.allocate(FRAME_HEADER.byteSize() + address.length,
					FRAME_HEADER.byteAlignment());
			MemorySegment length = lengthOf(frame, address);
			int result = answer((int) function.invokeExact(frame, descriptor, valueOf(frame), length), frame);
			return (result < 0) ? result : copyOut(frame, length, address);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	private static MemorySegment valueOf(MemorySegment frame) {
		return frame.asSlice(FRAME_HEADER.byteSize());
	}

	private static MemorySegment lengthOf(MemorySegment frame, byte[] value) {
		MemorySegment length = frame.asSlice(LENGTH_OFFSET, INT.byteSize());
		length.set(INT, 0, value.length);
		return length;
	}

	private static int copyOut(MemorySegment frame, MemorySegment length, byte[] target) {
		int written = length.get(INT, 0);
		MemorySegment.copy(frame, ValueLayout.JAVA_BYTE, FRAME_HEADER.byteSize(), target, 0,
				Math.min(written, target.length));
		return written;
	}

	private static int answer(int result, MemorySegment state) {
		return (result != -1) ? result : -(int) ERRNO.get(state, 0L);
	}

	// A call cannot throw: what comes here is a bug or an Error of the JVM
	private static RuntimeException unexpected(Throwable ex) {
		if (ex instanceof Error error) {
			throw error;
		}
		return (ex instanceof RuntimeException runtimeException) ? runtimeException : new IllegalStateException(ex);
	}

}
