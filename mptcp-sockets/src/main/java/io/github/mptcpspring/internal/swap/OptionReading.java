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

package io.github.mptcpspring.internal.swap;

import java.util.Arrays;

import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.struct.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads options so that their values can be compared.
 */
final class OptionReading {

	private OptionReading() {
	}

	/**
	 * Read an option.
	 * @param socket the socket
	 * @param option the option
	 * @return the value without parts that have no effect, or {@code null} if the socket
	 * does not support the option
	 * @throws NotCarriedException if it cannot be read
	 */
	static byte @Nullable [] read(Descriptor socket, SockOpt option) throws NotCarriedException {
		byte[] value = new byte[option.length()];
		int length = socket.get(option, value);
		if (!isKnown(option, length)) {
			return null;
		}
		// The seconds have no effect if the linger is off
		if (option == SockOpt.SO_LINGER && OptionValue.toInt(value) == 0) {
			return new byte[option.length()];
		}
		return (length < value.length) ? Arrays.copyOf(value, length) : value;
	}

	/**
	 * Read an option whose value is a structure.
	 * @param socket the socket
	 * @param option the option
	 * @param value receives the structure, which stays empty if the socket does not
	 * support the option
	 * @throws NotCarriedException if it cannot be read
	 */
	static void read(Descriptor socket, SockOpt option, Struct value) throws NotCarriedException {
		isKnown(option, socket.get(option, value));
	}

	private static boolean isKnown(SockOpt option, int result) throws NotCarriedException {
		if (result == -Errno.ENOPROTOOPT || result == -Errno.EOPNOTSUPP) {
			return false;
		}
		if (result < 0) {
			throw new NotCarriedException(SocketProblems.callFailed("getsockopt(2) of " + option, -result));
		}
		return true;
	}

	/**
	 * Read an option of a socket that may not support reading: MPTCP sockets of some
	 * kernels accept options that cannot be read.
	 * @param socket the socket
	 * @param option the option
	 * @return the value, or {@code null} if it cannot be read
	 */
	static byte @Nullable [] tryRead(Descriptor socket, SockOpt option) {
		try {
			return read(socket, option);
		}
		catch (NotCarriedException ex) {
			return null;
		}
	}

}
