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

package io.github.mptcpspring.internal.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a netlink message by their type. If a type is repeated, the last
 * attribute is used.
 *
 * <pre>
 * struct nlattr {
 *     __u16 nla_len;      with these four bytes, without the padding to a multiple of 4
 *     __u16 nla_type;
 * };
 * </pre>
 */
final class NetlinkAttributes {

	private static final int HEADER_LENGTH = 4;

	/** {@code NLA_TYPE_MASK}: the two bits above are flags of the value. */
	private static final int TYPE_MASK = 0x3fff;

	private final Map<Integer, ByteBuffer> values;

	private NetlinkAttributes(Map<Integer, ByteBuffer> values) {
		this.values = values;
	}

	/**
	 * Read attributes.
	 * @param attributes the bytes from the position to the limit
	 * @return the attributes up to the first incomplete one
	 */
	static NetlinkAttributes read(ByteBuffer attributes) {
		Map<Integer, ByteBuffer> values = new LinkedHashMap<>();
		int position = attributes.position();
		while (attributes.limit() - position >= HEADER_LENGTH) {
			int length = Short.toUnsignedInt(attributes.getShort(position));
			if (length < HEADER_LENGTH || length > attributes.limit() - position) {
				break;
			}
			int type = attributes.getShort(position + Short.BYTES) & TYPE_MASK;
			values.put(type, slice(attributes, position + HEADER_LENGTH, length - HEADER_LENGTH));
			position += align(length);
		}
		return new NetlinkAttributes(values);
	}

	private static ByteBuffer slice(ByteBuffer bytes, int position, int length) {
		return bytes.slice(position, length).order(ByteOrder.nativeOrder());
	}

	private static int align(int length) {
		return (length + 3) & ~3;
	}

	/**
	 * Write one attribute.
	 * @param type its type
	 * @param value its value
	 * @return the attribute with its padding
	 */
	static byte[] write(int type, byte[] value) {
		int length = HEADER_LENGTH + value.length;
		return ByteBuffer.allocate(align(length))
			.order(ByteOrder.nativeOrder())
			.putShort((short) length)
			.putShort((short) type)
			.put(value)
			.array();
	}

	Optional<NetlinkAttributes> nested(int type) {
		return value(type, 0).map(NetlinkAttributes::read);
	}

	Optional<byte[]> bytes(int type, int length) {
		return value(type, length).map((value) -> {
			byte[] bytes = new byte[length];
			value.get(value.position(), bytes);
			return bytes;
		});
	}

	Optional<byte[]> bytes(int type) {
		return value(type, 0).flatMap((value) -> bytes(type, value.remaining()));
	}

	Optional<Integer> unsignedByte(int type) {
		return value(type, Byte.BYTES).map((value) -> Byte.toUnsignedInt(value.get(value.position())));
	}

	Optional<Integer> unsignedShort(int type) {
		return value(type, Short.BYTES).map((value) -> Short.toUnsignedInt(value.getShort(value.position())));
	}

	Optional<Integer> integer(int type) {
		return value(type, Integer.BYTES).map((value) -> value.getInt(value.position()));
	}

	private Optional<ByteBuffer> value(int type, int minimalLength) {
		return Optional.ofNullable(this.values.get(type)).filter((value) -> value.remaining() >= minimalLength);
	}

}
