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

package io.github.mptcpspring.internal.connection;

import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;

/**
 * Reads socket cookies, which show whether two system calls referred to the same socket.
 */
final class SocketCookie {

	/** The value that no socket has. */
	static final long NONE = 0;

	private final SystemCalls calls;

	private final byte[] value = new byte[SockOpt.SO_COOKIE.length()];

	SocketCookie(SystemCalls calls) {
		this.calls = calls;
	}

	long read(int descriptor) {
		int length = this.calls.getsockopt(descriptor, SockOpt.SO_COOKIE, this.value);
		return (length == this.value.length) ? OptionValue.toLong(this.value) : NONE;
	}

}
