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

package io.github.mptcpspring.socket;

import io.github.mptcpspring.linux.IntegerOption;
import io.github.mptcpspring.linux.OptionValue;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.SystemCalls;
import io.github.mptcpspring.linux.struct.Struct;

/**
 * A socket by its descriptor number.
 */
public abstract sealed class Descriptor permits OwnedDescriptor, BorrowedDescriptor {

	private final SystemCalls calls;

	private final int number;

	Descriptor(SystemCalls calls, int number) {
		this.calls = calls;
		this.number = number;
	}

	final SystemCalls calls() {
		return this.calls;
	}

	final int number() {
		return this.number;
	}

	/**
	 * Read an option whose values are never negative.
	 * @param option the option
	 * @return the value or {@code -errno}, also when the kernel wrote less than a number
	 */
	final int getInt(SocketOption option) {
		return new IntegerOption(this.calls).read(this.number, option);
	}

	/**
	 * Set an option.
	 * @param option the option
	 * @param value the value
	 * @return 0 or {@code -errno}
	 */
	final int setInt(SocketOption option, int value) {
		return set(option, OptionValue.ofInt(value));
	}

	final int get(SocketOption option, byte[] value) {
		return this.calls.getsockopt(this.number, option, value);
	}

	final int get(SocketOption option, Struct value) {
		return this.calls.getsockopt(this.number, option, value);
	}

	final int set(SocketOption option, byte[] value) {
		return this.calls.setsockopt(this.number, option, value);
	}

}
