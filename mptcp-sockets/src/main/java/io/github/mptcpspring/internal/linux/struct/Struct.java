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

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A view of a C structure in an array, with the length that the kernel has written.
 * Structures grow with the kernel: fields beyond that length are empty, never 0.
 * <p>
 * A view can be reused for further system calls without allocation. It is not
 * thread-safe.
 */
public abstract sealed class Struct permits MemInfo, MptcpFullInfo, MptcpInfo, MptcpSubflowInfo, SockAddr, TcpInfo {

	private final byte[] bytes;

	private final int offset;

	private int length;

	/**
	 * Create a view.
	 * @param bytes the array that holds the structure
	 * @param offset the offset of the structure in bytes
	 * @param length the number of bytes that the kernel has written
	 */
	Struct(byte[] bytes, int offset, int length) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
	}

	/**
	 * Return the array that a system call writes. {@link #keepLength} must be called
	 * after the system call.
	 * @return the array, not a copy
	 * @throws IllegalStateException if the structure is a part of another one
	 */
	public final byte[] bytes() {
		if (this.offset != 0) {
			throw new IllegalStateException("A part of a structure is not read for itself");
		}
		return this.bytes;
	}

	/**
	 * Store the length that a system call has written, 0 if it failed.
	 * @param result the result of the system call: a length, which may exceed the array,
	 * or {@code -errno}
	 * @return the result
	 */
	public final int keepLength(int result) {
		this.length = Math.clamp(result, 0, this.bytes.length - this.offset);
		return result;
	}

	/**
	 * Return the length that the kernel has written.
	 * @return the length in bytes, 0 before a system call and if it failed
	 */
	public final int length() {
		return this.length;
	}

	/**
	 * Return whether the kernel has written a field.
	 * @param field the offset of the field in bytes
	 * @param size the size of the field in bytes
	 * @return {@code true} if the complete field was written
	 */
	final boolean has(int field, int size) {
		return this.length >= field + size;
	}

	final byte[] array() {
		return this.bytes;
	}

	/**
	 * Return the offset of a field in the array.
	 * @param field the offset in the structure in bytes
	 * @return the offset in the array in bytes
	 */
	final int at(int field) {
		return this.offset + field;
	}

	final int getUnsignedByte(int field) {
		return NativeBytes.getUnsignedByte(this.bytes, at(field));
	}

	final int getShort(int field) {
		return NativeBytes.getShort(this.bytes, at(field));
	}

	final int getInt(int field) {
		return NativeBytes.getInt(this.bytes, at(field));
	}

	final OptionalInt findInt(int field) {
		return has(field, Integer.BYTES) ? OptionalInt.of(getInt(field)) : OptionalInt.empty();
	}

	final OptionalLong findLong(int field) {
		return has(field, Long.BYTES) ? OptionalLong.of(NativeBytes.getLong(this.bytes, at(field)))
				: OptionalLong.empty();
	}

}
