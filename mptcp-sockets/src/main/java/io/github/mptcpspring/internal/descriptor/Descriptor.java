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

package io.github.mptcpspring.internal.descriptor;

import io.github.mptcpspring.internal.linux.IntegerOption;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.Struct;

/**
 * The descriptor of a socket.
 */
public abstract sealed class Descriptor permits OwnedDescriptor, BorrowedDescriptor {

	private final SystemCalls calls;

	private final int number;

	Descriptor(SystemCalls calls, int number) {
		this.calls = calls;
		this.number = number;
	}

	public final SystemCalls calls() {
		return this.calls;
	}

	public final int number() {
		return this.number;
	}

	/**
	 * Read an option whose values are never negative.
	 * @param option the option
	 * @return the value or {@code -errno}
	 */
	public final int getInt(SockOpt option) {
		return new IntegerOption(this.calls).read(this.number, option);
	}

	/**
	 * Set an option.
	 * @param option the option
	 * @param value the value
	 * @return 0 or {@code -errno}
	 */
	public final int setInt(SockOpt option, int value) {
		return set(option, OptionValue.ofInt(value));
	}

	public final int get(SockOpt option, byte[] value) {
		return this.calls.getsockopt(this.number, option, value);
	}

	public final int get(SockOpt option, Struct value) {
		return this.calls.getsockopt(this.number, option, value);
	}

	public final int set(SockOpt option, byte[] value) {
		return this.calls.setsockopt(this.number, option, value);
	}

}
