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

package io.github.mptcpspring.internal.linux.struct;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads and writes numbers in native byte order at any offset of an array.
 */
public final class NativeBytes {

	private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private NativeBytes() {
	}

	/**
	 * Read an unsigned byte.
	 * @param bytes the array
	 * @param offset the offset of the number in bytes
	 * @return the number, 0 to 255
	 */
	public static int getUnsignedByte(byte[] bytes, int offset) {
		return Byte.toUnsignedInt(bytes[offset]);
	}

	/**
	 * Read two bytes.
	 * @param bytes the array
	 * @param offset the offset of the number in bytes
	 * @return the number
	 */
	public static int getShort(byte[] bytes, int offset) {
		return (short) SHORT.get(bytes, offset);
	}

	/**
	 * Read four bytes.
	 * @param bytes the array
	 * @param offset the offset of the number in bytes
	 * @return the number
	 */
	public static int getInt(byte[] bytes, int offset) {
		return (int) INT.get(bytes, offset);
	}

	/**
	 * Write four bytes.
	 * @param bytes the array
	 * @param offset the offset of the number in bytes
	 * @param value the number
	 */
	public static void putInt(byte[] bytes, int offset, int value) {
		INT.set(bytes, offset, value);
	}

	/**
	 * Read eight bytes.
	 * @param bytes the array
	 * @param offset the offset of the number in bytes
	 * @return the number
	 */
	public static long getLong(byte[] bytes, int offset) {
		return (long) LONG.get(bytes, offset);
	}

	/**
	 * Write eight bytes.
	 * @param bytes the array
	 * @param offset the offset of the number in bytes
	 * @param value the number
	 */
	public static void putLong(byte[] bytes, int offset, long value) {
		LONG.set(bytes, offset, value);
	}

}
