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

/**
 * Reads integer socket options that are never negative. Not thread-safe.
 */
public final class IntegerOption {

	private final SystemCalls calls;

	private final byte[] value = new byte[Integer.BYTES];

	/**
	 * Create a new instance.
	 * @param calls the system calls
	 */
	public IntegerOption(SystemCalls calls) {
		this.calls = calls;
	}

	/**
	 * Read an option.
	 * @param descriptor the socket
	 * @param option the option
	 * @return the value or {@code -errno}, {@code -EIO} if the kernel wrote less than
	 * four bytes
	 */
	public int read(int descriptor, SockOpt option) {
		int length = this.calls.getsockopt(descriptor, option, this.value);
		if (length < 0) {
			return length;
		}
		return (length == this.value.length) ? OptionValue.toInt(this.value) : -Errno.EIO;
	}

}
