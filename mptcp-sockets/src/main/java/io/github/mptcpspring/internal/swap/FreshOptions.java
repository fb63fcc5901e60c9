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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import org.jspecify.annotations.Nullable;

/**
 * The options of a new TCP socket. Options that this kernel does not support are missing.
 */
final class FreshOptions {

	private final Map<SockOpt, byte[]> values;

	private FreshOptions(Map<SockOpt, byte[]> values) {
		this.values = values;
	}

	/**
	 * Open a TCP socket and read its options.
	 * @param calls the system calls
	 * @param domain the domain of the socket
	 * @param options the options to read
	 * @return the options
	 * @throws NotCarriedException if the socket cannot be opened, or an option cannot be
	 * read
	 */
	static FreshOptions read(SystemCalls calls, int domain, List<SockOpt> options) throws NotCarriedException {
		int number = calls.socket(domain, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC, SysSocket.IPPROTO_TCP);
		if (number < 0) {
			throw new NotCarriedException(SocketProblems.callFailed("socket(2)", -number));
		}
		try (OwnedDescriptor tcp = new OwnedDescriptor(calls, number)) {
			Map<SockOpt, byte[]> values = new LinkedHashMap<>();
			for (SockOpt option : options) {
				byte[] value = OptionReading.read(tcp, option);
				if (value != null) {
					values.put(option, value);
				}
			}
			return new FreshOptions(values);
		}
	}

	/**
	 * Return whether this kernel supports an option.
	 * @param option the option
	 * @return {@code true} if it was read
	 */
	boolean has(SockOpt option) {
		return this.values.containsKey(option);
	}

	/**
	 * Return whether a value equals that of a fresh socket.
	 * @param option the option
	 * @param value the value, {@code null} for none
	 * @return {@code true} if it is equal
	 */
	boolean has(SockOpt option, byte @Nullable [] value) {
		return Arrays.equals(this.values.get(option), value);
	}

	/**
	 * Return the options that this kernel supports.
	 * @return the options in the requested order
	 */
	Set<SockOpt> all() {
		return this.values.keySet();
	}

}
