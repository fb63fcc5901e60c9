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
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NetlinkAttributes}.
 */
class NetlinkAttributesTests {

	@Test
	void nothingHasNoAttributes() {
		assertThat(read(new byte[0]).integer(1)).isEmpty();
		assertThat(read(new byte[0]).nested(1)).isEmpty();
	}

	@Test
	void anAttributeIsReadAsItWasWritten() {
		NetlinkAttributes attributes = read(NetlinkAttributes.write(5, ScriptedKernel.integer(-2)));
		assertThat(attributes.integer(5)).hasValue(-2);
		assertThat(attributes.unsignedShort(5)).isPresent();
		assertThat(attributes.bytes(5, 4)).hasValue(ScriptedKernel.integer(-2));
		assertThat(attributes.integer(4)).isEmpty();
	}

	@Test
	void smallNumbersHaveNoSign() {
		NetlinkAttributes attributes = read(NetlinkAttributes.write(5, new byte[] { -1, -1 }));
		assertThat(attributes.unsignedByte(5)).hasValue(255);
		assertThat(attributes.unsignedShort(5)).hasValue(65535);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7, 8 })
	void paddingIsNeitherValueNorNextAttribute(int length) {
		byte[] value = new byte[length];
		Arrays.fill(value, (byte) 9);
		byte[] first = NetlinkAttributes.write(1, value);
		assertThat(first).hasSize(4 + (length + 3) / 4 * 4);
		NetlinkAttributes attributes = read(first, NetlinkAttributes.write(2, ScriptedKernel.integer(42)));
		assertThat(attributes.bytes(1, length)).hasValue(value);
		assertThat(attributes.bytes(1, length + 1)).isEmpty();
		assertThat(attributes.integer(2)).hasValue(42);
	}

	@Test
	void theLastAttributeNeedsNoPadding() {
		byte[] padded = NetlinkAttributes.write(1, new byte[] { 7 });
		assertThat(read(Arrays.copyOf(padded, 5)).unsignedByte(1)).hasValue(7);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void aLengthBelowThatOfTheHeaderEndsThem(int length) {
		byte[] broken = header(length, 2);
		NetlinkAttributes attributes = read(NetlinkAttributes.write(1, ScriptedKernel.integer(1)), broken,
				NetlinkAttributes.write(3, ScriptedKernel.integer(3)));
		assertThat(attributes.integer(1)).hasValue(1);
		assertThat(attributes.bytes(2, 0)).isEmpty();
		assertThat(attributes.integer(3)).isEmpty();
	}

	@Test
	void anAttributeThatIsCutOffIsNone() {
		byte[] whole = ScriptedKernel.concat(NetlinkAttributes.write(1, ScriptedKernel.integer(1)),
				NetlinkAttributes.write(2, ScriptedKernel.integer(2)));
		for (int length = 8; length < 16; length++) {
			NetlinkAttributes attributes = read(Arrays.copyOf(whole, length));
			assertThat(attributes.integer(1)).as("of %d bytes", length).hasValue(1);
			assertThat(attributes.bytes(2, 0)).as("of %d bytes", length).isEmpty();
		}
	}

	@Test
	void theLongestAttributeIsRead() {
		byte[] value = new byte[65535 - 4];
		value[value.length - 1] = 1;
		assertThat(read(NetlinkAttributes.write(1, value)).bytes(1, value.length)).hasValue(value);
	}

	@Test
	void aValueThatIsTooShortIsNone() {
		NetlinkAttributes attributes = read(NetlinkAttributes.write(1, new byte[3]),
				NetlinkAttributes.write(2, new byte[1]), NetlinkAttributes.write(3, new byte[0]));
		assertThat(attributes.integer(1)).isEmpty();
		assertThat(attributes.unsignedShort(2)).isEmpty();
		assertThat(attributes.unsignedByte(3)).isEmpty();
		assertThat(attributes.bytes(1, 4)).isEmpty();
	}

	@Test
	void flagsOfATypeAreNotPartOfIt() {
		// NLA_F_NESTED and NLA_F_NET_BYTEORDER
		assertThat(read(NetlinkAttributes.write(0xc001, new byte[] { 1 })).unsignedByte(1)).hasValue(1);
	}

	@Test
	void ofATypeThatComesTwiceTheLastCounts() {
		NetlinkAttributes attributes = read(NetlinkAttributes.write(1, new byte[] { 1 }),
				NetlinkAttributes.write(1, new byte[] { 2 }));
		assertThat(attributes.unsignedByte(1)).hasValue(2);
	}

	@Test
	void attributesAreNested() {
		byte[] innermost = NetlinkAttributes.write(3, ScriptedKernel.integer(0x0102_0304));
		byte[] inner = NetlinkAttributes.write(2, innermost);
		NetlinkAttributes attributes = read(NetlinkAttributes.write(0x8001, inner),
				NetlinkAttributes.write(4, new byte[] { 4 }));
		assertThat(attributes.nested(1).flatMap((nested) -> nested.nested(2)).flatMap((nested) -> nested.integer(3)))
			.hasValue(0x0102_0304);
		assertThat(attributes.nested(1).flatMap((nested) -> nested.unsignedByte(4))).isEmpty();
		assertThat(attributes.nested(2)).isEmpty();
	}

	@Test
	void aNestedOneThatReachesOutOfItsAttributeIsNone() {
		byte[] inner = header(12, 2);
		NetlinkAttributes attributes = read(NetlinkAttributes.write(1, inner),
				NetlinkAttributes.write(3, ScriptedKernel.integer(3)));
		assertThat(attributes.nested(1).orElseThrow().bytes(2, 0)).isEmpty();
		assertThat(attributes.integer(3)).hasValue(3);
	}

	@Test
	void attributesBeginAtThePositionAndEndAtTheLimit() {
		byte[] all = ScriptedKernel.concat(new byte[] { -1, -1, -1, -1 },
				NetlinkAttributes.write(1, ScriptedKernel.integer(1)),
				NetlinkAttributes.write(2, ScriptedKernel.integer(2)));
		ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.nativeOrder()).position(4).limit(12);
		NetlinkAttributes attributes = NetlinkAttributes.read(buffer);
		assertThat(attributes.integer(1)).hasValue(1);
		assertThat(attributes.integer(2)).isEmpty();
	}

	private static NetlinkAttributes read(byte[]... attributes) {
		return NetlinkAttributes
			.read(ByteBuffer.wrap(ScriptedKernel.concat(attributes)).order(ByteOrder.nativeOrder()));
	}

	private static byte[] header(int length, int type) {
		return ByteBuffer.allocate(4)
			.order(ByteOrder.nativeOrder())
			.putShort((short) length)
			.putShort((short) type)
			.array();
	}

}
