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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NetlinkSocket}.
 */
class NetlinkSocketTests {

	private static final int MULTI = 2;

	private static final int INTERRUPTED = 0x10;

	private static final int ERROR = 2;

	private static final int DONE = 3;

	private static final int TYPE = 0x1c;

	private final ScriptedKernel kernel = new ScriptedKernel();

	@Test
	void aQuestionHasAHeader() throws Exception {
		this.kernel.answer(ScriptedKernel.message(TYPE, 0, new byte[4]));
		ask(NetlinkSocket.NLM_F_DUMP, new byte[] { 1, 2, 3, 4, 5 });
		assertThat(this.kernel.family()).isEqualTo(SysSocket.NETLINK_GENERIC);
		assertThat(this.kernel.questions()).singleElement().satisfies((question) -> {
			assertThat(question.remaining()).isEqualTo(21);
			assertThat(question.getInt(0)).isEqualTo(21);
			assertThat(question.getShort(4)).isEqualTo((short) TYPE);
			assertThat(question.getShort(6)).isEqualTo((short) 0x301);
			assertThat(question.slice(16, 5)).isEqualTo(ByteBuffer.wrap(new byte[] { 1, 2, 3, 4, 5 }));
		});
	}

	@Test
	void anAnswerIsItsPayload() throws Exception {
		this.kernel.answer(ScriptedKernel.message(TYPE, 0, new byte[] { 1, 2, 3, 4, 5 }));
		assertThat(ask()).containsExactly(new byte[] { 1, 2, 3, 4, 5 });
	}

	@Test
	void aRefusalHasTheErrnoOfTheKernel() {
		this.kernel.answer(ScriptedKernel.message(ERROR, 0,
				ScriptedKernel.concat(ScriptedKernel.integer(-Errno.ENOENT), new byte[16])));
		verifyRefused(Errno.ENOENT);
	}

	@Test
	void aRefusalAmongAnswersIsARefusal() {
		this.kernel.answer(ScriptedKernel.message(TYPE, MULTI, new byte[4]),
				ScriptedKernel.message(ERROR, MULTI, ScriptedKernel.integer(-Errno.EPERM)));
		verifyRefused(Errno.EPERM);
	}

	// Not in netlink(7): the last message of a dump has the errno of what broke it off
	@Test
	void aDumpThatBreaksOffIsRefused() {
		this.kernel.answer(ScriptedKernel.message(TYPE, MULTI, new byte[4]))
			.answer(ScriptedKernel.message(DONE, MULTI, ScriptedKernel.integer(-Errno.ENOBUFS)));
		verifyRefused(Errno.ENOBUFS);
	}

	@Test
	void aDumpComesInSeveralPieces() throws Exception {
		this.kernel
			.answer(ScriptedKernel.message(TYPE, MULTI, new byte[] { 1 }),
					ScriptedKernel.message(TYPE, MULTI, new byte[] { 2, 2, 2, 2, 2 }))
			.answer(ScriptedKernel.message(TYPE, MULTI, new byte[] { 3 }))
			.answer(ScriptedKernel.message(DONE, MULTI, ScriptedKernel.integer(0)));
		assertThat(ask()).containsExactly(new byte[] { 1 }, new byte[] { 2, 2, 2, 2, 2 }, new byte[] { 3 });
	}

	@Test
	void aDumpMayEndInTheSamePiece() throws Exception {
		this.kernel.answer(ScriptedKernel.message(TYPE, MULTI, new byte[] { 1 }),
				ScriptedKernel.message(DONE, MULTI, ScriptedKernel.integer(0)));
		assertThat(ask()).containsExactly(new byte[] { 1 });
	}

	@Test
	void anEmptyDumpIsNoRefusal() throws Exception {
		this.kernel.answer(ScriptedKernel.message(DONE, MULTI, ScriptedKernel.integer(0)));
		assertThat(ask()).isEmpty();
	}

	@Test
	void aDumpWithoutAnEndIsRefused() {
		this.kernel.answer(ScriptedKernel.message(TYPE, MULTI, new byte[4]));
		verifyRefused(Errno.EAGAIN);
	}

	@Test
	void anInterruptedCallIsMadeAgain() throws Exception {
		this.kernel.interrupt(Errno.EINTR).interrupt(Errno.EINTR);
		this.kernel.answer(ScriptedKernel.message(TYPE, 0, new byte[] { 1 }));
		assertThat(ask()).containsExactly(new byte[] { 1 });
	}

	@Test
	void anInterruptedQuestionIsAskedAgain() throws Exception {
		FaultySystemCalls calls = new FaultySystemCalls(this.kernel);
		calls.failAt(1, Errno.EINTR);
		this.kernel.answer(ScriptedKernel.message(TYPE, 0, new byte[] { 1 }));
		try (NetlinkSocket socket = NetlinkSocket.open(calls, SysSocket.NETLINK_GENERIC)) {
			assertThat(socket.ask(TYPE, 0, new byte[4])).hasSize(1);
		}
		assertThat(calls.trace()).filteredOn((call) -> call.startsWith("send")).hasSize(2);
	}

	@Test
	void everyQuestionHasItsOwnNumber() throws Exception {
		this.kernel.answer(ScriptedKernel.message(TYPE, 0, new byte[1]))
			.answer(ScriptedKernel.message(TYPE, 0, new byte[1]));
		try (NetlinkSocket socket = NetlinkSocket.open(this.kernel, SysSocket.NETLINK_GENERIC)) {
			socket.ask(TYPE, 0, new byte[4]);
			socket.ask(TYPE, 0, new byte[4]);
		}
		assertThat(this.kernel.questions()).extracting((question) -> question.getInt(8)).doesNotHaveDuplicates();
	}

	@Test
	void answersToAnotherQuestionArePassedOver() throws Exception {
		this.kernel
			.answer(ScriptedKernel.message(TYPE, 0, 4711, new byte[] { 1 }),
					ScriptedKernel.message(ERROR, 0, 4711, ScriptedKernel.integer(-Errno.EPERM)))
			.answer(ScriptedKernel.message(DONE, MULTI, 4711, ScriptedKernel.integer(0)))
			.answer(ScriptedKernel.message(TYPE, MULTI, new byte[] { 2 }),
					ScriptedKernel.message(TYPE, MULTI, 4711, new byte[] { 3 }),
					ScriptedKernel.message(DONE, MULTI, ScriptedKernel.integer(0)));
		assertThat(ask()).containsExactly(new byte[] { 2 });
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4711, -1, Integer.MIN_VALUE })
	void answersOfAnotherProcessArePassedOver(int port) throws Exception {
		this.kernel.answerAs(port, ScriptedKernel.message(TYPE, 0, new byte[] { 1 }))
			.answerAs(port)
			.answerAs(port, new byte[3])
			.answer(ScriptedKernel.message(TYPE, 0, new byte[] { 2 }));
		assertThat(ask()).containsExactly(new byte[] { 2 });
	}

	@Test
	void aDumpThatChangedOnItsWayIsAskedForAgain() throws Exception {
		this.kernel
			.answer(ScriptedKernel.message(TYPE, MULTI | INTERRUPTED, new byte[] { 1 }),
					ScriptedKernel.message(DONE, MULTI, ScriptedKernel.integer(0)))
			.answer(ScriptedKernel.message(TYPE, MULTI, new byte[] { 2 }))
			.answer(ScriptedKernel.message(DONE, MULTI | INTERRUPTED, ScriptedKernel.integer(0)))
			.answer(ScriptedKernel.message(TYPE, MULTI, new byte[] { 3 }),
					ScriptedKernel.message(DONE, MULTI, ScriptedKernel.integer(0)));
		assertThat(ask()).containsExactly(new byte[] { 3 });
		assertThat(this.kernel.questions()).hasSize(3);
	}

	@Test
	void aDumpThatChangesAllTheTimeIsRefused() {
		for (int i = 0; i < 10; i++) {
			this.kernel.answer(ScriptedKernel.message(DONE, MULTI | INTERRUPTED, ScriptedKernel.integer(0)));
		}
		verifyRefused(Errno.EAGAIN);
		assertThat(this.kernel.questions()).hasSizeLessThan(10);
	}

	@Test
	void aKernelThatDoesNotAnswerIsNotWaitedFor() {
		verifyRefused(Errno.EAGAIN);
	}

	@Test
	void aFailedCallIsARefusal() {
		this.kernel.interrupt(Errno.ENOBUFS);
		verifyRefused(Errno.ENOBUFS);
	}

	@Test
	void aQuestionThatIsNotTakenIsRefused() {
		this.kernel.refuseQuestion(Errno.EPERM);
		verifyRefused(Errno.EPERM);
	}

	@Test
	void aSocketThatCannotBeMadeIsNotClosed() {
		this.kernel.refuseSocket(Errno.EPROTONOSUPPORT);
		verifyRefused(Errno.EPROTONOSUPPORT);
		assertThat(this.kernel.questions()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 16, 19, 20, 35 })
	void aMessageThatIsCutOffIsRefused(int length) {
		byte[] message = ScriptedKernel.message(TYPE, 0, new byte[20]);
		this.kernel.answer(Arrays.copyOf(message, length));
		verifyRefused(Errno.EIO);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 15 })
	void aPieceWithoutAWholeHeaderIsRefused(int length) {
		this.kernel.answer(Arrays.copyOf(ScriptedKernel.message(TYPE, 0, new byte[0]), length));
		verifyRefused(Errno.EIO);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 15, -1, Integer.MIN_VALUE })
	void aMessageWithAnImpossibleLengthIsRefused(int length) {
		byte[] message = ScriptedKernel.message(TYPE, 0, new byte[20]);
		System.arraycopy(ScriptedKernel.integer(length), 0, message, 0, 4);
		this.kernel.answer(message);
		verifyRefused(Errno.EIO);
	}

	@Test
	void aRefusalThatIsCutOffIsRefused() {
		this.kernel.answer(ScriptedKernel.message(ERROR, 0, new byte[0]));
		verifyRefused(Errno.EIO);
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void theRealKernelAnswersALongDumpInSeveralPieces() throws Exception {
		FaultySystemCalls calls = new FaultySystemCalls(SystemCalls.link());
		// CTRL_CMD_GETFAMILY of the family nlctrl: every family with its commands
		byte[] question = { 3, 1, 0, 0 };
		try (NetlinkSocket socket = NetlinkSocket.open(calls, SysSocket.NETLINK_GENERIC)) {
			for (int round = 0; round < 3; round++) {
				List<ByteBuffer> answers = socket.ask(0x10, NetlinkSocket.NLM_F_DUMP, question);
				assertThat(answers).extracting(NetlinkSocketTests::familyName).contains("nlctrl\0");
			}
		}
		assertThat(calls.trace()).filteredOn((call) -> call.startsWith("send")).hasSize(3);
		assertThat(calls.trace()).filteredOn((call) -> call.startsWith("recvfrom")).hasSizeGreaterThan(3);
		assertThat(calls.trace()).last().asString().startsWith("close");
	}

	private static String familyName(ByteBuffer answer) {
		return NetlinkAttributes.read(answer.position(4))
			.bytes(2, 7)
			.map((name) -> new String(name, StandardCharsets.US_ASCII))
			.orElse("a shorter one");
	}

	private void verifyRefused(int errno) {
		assertThatExceptionOfType(NetlinkException.class).isThrownBy(this::ask)
			.withMessageEndingWith(Errno.name(errno))
			.satisfies((ex) -> assertThat(ex.errno()).isEqualTo(errno));
		assertThat(this.kernel.openDescriptors()).isZero();
	}

	private List<byte[]> ask() throws NetlinkException {
		return ask(0, new byte[4]);
	}

	private List<byte[]> ask(int flags, byte[] payload) throws NetlinkException {
		try (NetlinkSocket socket = NetlinkSocket.open(this.kernel, SysSocket.NETLINK_GENERIC)) {
			assertThat(this.kernel.openDescriptors()).isOne();
			return socket.ask(TYPE, flags, payload).stream().map(NetlinkSocketTests::bytes).toList();
		}
		finally {
			assertThat(this.kernel.openDescriptors()).isZero();
		}
	}

	private static byte[] bytes(ByteBuffer buffer) {
		byte[] bytes = new byte[buffer.remaining()];
		buffer.duplicate().get(bytes);
		return bytes;
	}

}
