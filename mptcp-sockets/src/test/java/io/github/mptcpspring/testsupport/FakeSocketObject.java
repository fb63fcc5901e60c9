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

package io.github.mptcpspring.testsupport;

import java.io.IOException;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import jdk.net.ExtendedSocketOptions;

/**
 * What a socket object of the JDK is: it sets options of a descriptor that it does not
 * tell.
 *
 * @param kernel the kernel that has the descriptor
 * @param descriptor the descriptor
 */
public record FakeSocketObject(FakeSystemCalls kernel, int descriptor) {

	public Integer getOption(java.net.SocketOption<Integer> option) throws IOException {
		byte[] value = new byte[Integer.BYTES];
		check(this.kernel.getsockopt(this.descriptor, numbered(option), value));
		return OptionValue.toInt(value);
	}

	public void setOption(java.net.SocketOption<Integer> option, Integer value) throws IOException {
		check(this.kernel.setsockopt(this.descriptor, numbered(option), OptionValue.ofInt(value)));
	}

	private static SockOpt numbered(java.net.SocketOption<Integer> option) {
		return (option == ExtendedSocketOptions.TCP_KEEPIDLE) ? SockOpt.TCP_KEEPIDLE : SockOpt.TCP_KEEPINTVL;
	}

	private static void check(int result) throws IOException {
		if (result < 0) {
			throw new IOException(Errno.name(-result));
		}
	}

}
