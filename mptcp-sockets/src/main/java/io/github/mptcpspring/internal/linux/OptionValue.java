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

import io.github.mptcpspring.internal.linux.struct.NativeBytes;

/**
 * Converts values of a {@link SockOpt} from and to the kernel's format.
 */
public final class OptionValue {

	private OptionValue() {
	}

	/**
	 * Convert a value of four bytes.
	 * @param value the bytes written by the kernel
	 * @return the number
	 */
	public static int toInt(byte[] value) {
		return NativeBytes.getInt(value, 0);
	}

	/**
	 * Convert a value of eight bytes.
	 * @param value the bytes written by the kernel
	 * @return the number
	 */
	public static long toLong(byte[] value) {
		return NativeBytes.getLong(value, 0);
	}

	/**
	 * Convert a number to a value of four bytes.
	 * @param value the number
	 * @return the bytes
	 */
	public static byte[] ofInt(int value) {
		byte[] bytes = new byte[Integer.BYTES];
		NativeBytes.putInt(bytes, 0, value);
		return bytes;
	}

}
