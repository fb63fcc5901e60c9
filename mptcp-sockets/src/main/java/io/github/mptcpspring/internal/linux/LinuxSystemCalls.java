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

package io.github.mptcpspring.internal.linux;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfInt;
import java.lang.foreign.ValueLayout.OfLong;
import java.lang.invoke.MethodHandle;

import io.github.mptcpspring.internal.linux.SockOpt.Level;
import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

/**
 * {@link SystemCalls} through the C library of the process (glibc and musl alike), called
 * with the Foreign Function &amp; Memory API.
 */
final class LinuxSystemCalls implements SystemCalls {

	/** The number of the socket option {@code MPTCP_FULL_INFO}. */
	static final int MPTCP_FULL_INFO = 4;

	private static final OfInt INT = ValueLayout.JAVA_INT;

	// size_t and ssize_t of every 64-bit architecture
	private static final OfLong SIZE = ValueLayout.JAVA_LONG;

	private static final AddressLayout POINTER = ValueLayout.ADDRESS;

	private static final MethodHandle SOCKET = function("socket", FunctionDescriptor.of(INT, INT, INT, INT));

	private static final MethodHandle DUP3 = function("dup3", FunctionDescriptor.of(INT, INT, INT, INT));

	private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));

	// Declared in C as fcntl(int, int, ...): some ABIs pass variadic arguments
	// differently
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

	private static final MethodHandle SEND = function("send", FunctionDescriptor.of(SIZE, INT, POINTER, SIZE, INT));

	private static final MethodHandle RECVFROM = function("recvfrom",
			FunctionDescriptor.of(SIZE, INT, POINTER, SIZE, INT, POINTER, POINTER));

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
		try (CallFrame frame = CallFrame.open()) {
			return frame.answer((int) SOCKET.invokeExact(frame.state(), domain, type, protocol));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int dup3(int source, int target, int flags) {
		try (CallFrame frame = CallFrame.open()) {
			return frame.answer((int) DUP3.invokeExact(frame.state(), source, target, flags));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int close(int descriptor) {
		try (CallFrame frame = CallFrame.open()) {
			return frame.answer((int) CLOSE.invokeExact(frame.state(), descriptor));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int fcntl(int descriptor, int command, int argument) {
		try (CallFrame frame = CallFrame.open()) {
			return frame.answer((int) FCNTL.invokeExact(frame.state(), descriptor, command, argument));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int getsockopt(int descriptor, SockOpt option, byte[] value) {
		try (CallFrame frame = CallFrame.open(value.length)) {
			int result = getsockopt(frame, descriptor, option.level(), option.number());
			return (result < 0) ? result : frame.read(value);
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	private static int getsockopt(CallFrame frame, int descriptor, int level, int number) throws Throwable {
		return frame.answer(
				(int) GETSOCKOPT.invokeExact(frame.state(), descriptor, level, number, frame.value(), frame.length()));
	}

	@Override
	public int getMptcpFullInfo(int descriptor, MptcpFullInfo fullInfo) {
		byte[] subflowInfos = fullInfo.subflowInfos();
		byte[] tcpInfos = fullInfo.tcpInfos();
		int arraysOffset = MptcpFullInfo.LENGTH;
		try (CallFrame frame = CallFrame.open(arraysOffset + subflowInfos.length + tcpInfos.length)) {
			MemorySegment arrays = frame.value()
				.asSlice(arraysOffset, subflowInfos.length + tcpInfos.length)
				.fill((byte) 0);
			frame.write(fullInfo.request(arrays.address(), arrays.address() + subflowInfos.length));
			frame.length().set(INT, 0, MptcpFullInfo.LENGTH);
			int result = getsockopt(frame, descriptor, Level.SOL_MPTCP, MPTCP_FULL_INFO);
			if (result < 0) {
				return fullInfo.keepLength(result);
			}
			frame.read(arraysOffset, subflowInfos, subflowInfos.length);
			frame.read(arraysOffset + subflowInfos.length, tcpInfos, tcpInfos.length);
			return fullInfo.keepLength(frame.read(fullInfo.bytes()));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int setsockopt(int descriptor, SockOpt option, byte[] value) {
		try (CallFrame frame = CallFrame.open(value.length)) {
			frame.write(value);
			return frame.answer((int) SETSOCKOPT.invokeExact(frame.state(), descriptor, option.level(), option.number(),
					frame.value(), value.length));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int getsockname(int descriptor, SockAddr address) {
		return name(GETSOCKNAME, descriptor, address);
	}

	@Override
	public int getpeername(int descriptor, SockAddr address) {
		return name(GETPEERNAME, descriptor, address);
	}

	private static int name(MethodHandle function, int descriptor, SockAddr address) {
		byte[] bytes = address.bytes();
		try (CallFrame frame = CallFrame.open(bytes.length)) {
			int result = frame
				.answer((int) function.invokeExact(frame.state(), descriptor, frame.value(), frame.length()));
			return address.keepLength((result < 0) ? result : frame.read(bytes));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int send(int descriptor, byte[] message, int flags) {
		try (CallFrame frame = CallFrame.open(message.length)) {
			frame.write(message);
			return frame.answer((int) (long) SEND.invokeExact(frame.state(), descriptor, frame.value(),
					(long) message.length, flags));
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	@Override
	public int recvfrom(int descriptor, byte[] message, int flags, byte[] sender) {
		try (CallFrame frame = CallFrame.open(message.length + sender.length)) {
			MemorySegment address = frame.value().asSlice(message.length, sender.length).fill((byte) 0);
			frame.length().set(INT, 0, sender.length);
			int result = frame.answer((int) (long) RECVFROM.invokeExact(frame.state(), descriptor, frame.value(),
					(long) message.length, flags, address, frame.length()));
			if (result >= 0) {
				frame.read(0, message, Math.min(result, message.length));
				frame.read(message.length, sender, sender.length);
			}
			return result;
		}
		catch (Throwable ex) {
			throw unexpected(ex);
		}
	}

	// A system call cannot throw: this is a bug or an Error of the JVM
	private static RuntimeException unexpected(Throwable ex) {
		if (ex instanceof Error error) {
			throw error;
		}
		return (ex instanceof RuntimeException runtimeException) ? runtimeException : new IllegalStateException(ex);
	}

}
