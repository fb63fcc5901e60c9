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

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A socket option by its number, also one that this project has no name for.
 *
 * @param level the protocol to which the option belongs
 * @param number its number
 */
public record RawOption(Level level, int number) {

	/** The highest number of Linux 6.18 is 83, and the numbers of IPv6 end at 80. */
	private static final int NUMBERS = 128;

	/** More than any of these options has. */
	private static final int LENGTH = 512;

	private static final MethodHandle GETSOCKOPT = function("getsockopt",
			FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
					ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));

	private static final MethodHandle SETSOCKOPT = function("setsockopt",
			FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
					ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));

	@SuppressWarnings("restricted")
	private static MethodHandle function(String name, FunctionDescriptor signature) {
		Linker linker = Linker.nativeLinker();
		return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
	}

	/**
	 * Return all options that there can be.
	 * @return the options
	 */
	public static List<RawOption> all() {
		return Stream.of(Level.values())
			.flatMap((level) -> IntStream.range(0, NUMBERS).mapToObj((number) -> new RawOption(level, number)))
			.toList();
	}

	/**
	 * Read the option.
	 * @param descriptor the socket
	 * @return its value in hexadecimal digits, empty when the kernel does not tell
	 */
	public Optional<String> get(int descriptor) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment value = arena.allocate(LENGTH);
			MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, LENGTH);
			int result = (int) GETSOCKOPT.invokeExact(descriptor, this.level.number, this.number, value, length);
			return (result < 0) ? Optional.empty() : Optional.of(HexFormat.of()
				.formatHex(value.asSlice(0, length.get(ValueLayout.JAVA_INT, 0)).toArray(ValueLayout.JAVA_BYTE)));
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Set the option.
	 * @param descriptor the socket
	 * @param value its value
	 * @return whether the kernel takes it
	 */
	public boolean set(int descriptor, byte[] value) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, value);
			return (int) SETSOCKOPT.invokeExact(descriptor, this.level.number, this.number, memory, value.length) == 0;
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.level + " " + this.number;
	}

	/**
	 * The protocols to which options of a TCP socket belong.
	 */
	public enum Level {

		/** Any socket. */
		SOCKET(SockOpt.Level.SOL_SOCKET),

		/** TCP. */
		TCP(SockOpt.Level.IPPROTO_TCP),

		/** IPv4. */
		IP(SockOpt.Level.IPPROTO_IP),

		/** IPv6. */
		IPV6(SockOpt.Level.IPPROTO_IPV6);

		private final int number;

		Level(int number) {
			this.number = number;
		}

	}

}
