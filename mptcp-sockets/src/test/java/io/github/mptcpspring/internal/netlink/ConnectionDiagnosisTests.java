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

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConnectionDiagnosis} with whatever a kernel can answer.
 */
class ConnectionDiagnosisTests {

	private static final InetSocketAddress LOCAL = new InetSocketAddress("10.0.0.1", 8080);

	private static final InetSocketAddress REMOTE = new InetSocketAddress("10.0.0.2", 0xfedc);

	private static final int TOKEN = 0x86be5dff;

	private static final int MULTI = 2;

	private final ScriptedKernel kernel = new ScriptedKernel();

	private final ConnectionDiagnosis diagnosis = open();

	private ConnectionDiagnosis open() {
		try {
			return ConnectionDiagnosis.open(this.kernel);
		}
		catch (NetlinkException ex) {
			throw new AssertionError(ex);
		}
	}

	@AfterEach
	void close() {
		this.diagnosis.close();
		assertThat(this.kernel.openDescriptors()).isZero();
	}

	@Test
	void aSubflowLeadsToItsConnection() throws Exception {
		answer(established().subflowOf(TOKEN));
		answer(established().mptcpInfo(2, TOKEN, 3));
		DiagnosedConnection found = find().orElseThrow();
		assertThat(found.cookie()).isEqualTo(InetDiagMessages.COOKIE);
		MptcpInfo info = found.mptcpInfo();
		assertThat(info).isNotNull();
		assertThat(info.token()).isEqualTo(TOKEN);
		assertThat(info.subflows()).hasValue(3);
		assertThat(info.isFallback()).isFalse();
		List<ByteBuffer> questions = this.kernel.questions();
		assertThat(questions).hasSize(2);
		assertThat(protocol(questions.get(0))).isEqualTo(SysSocket.IPPROTO_TCP);
		ByteBuffer second = questions.get(1);
		// With the token in place of the cookie, and the protocol in an attribute
		assertThat(protocol(second)).isEqualTo(255);
		assertThat(second.getInt(16 + 48)).isEqualTo(TOKEN);
		assertThat(second.getShort(16 + 56)).isEqualTo((short) 8);
		assertThat(second.getShort(16 + 58)).isEqualTo((short) 3);
		assertThat(second.getInt(16 + 60)).isEqualTo(SysSocket.IPPROTO_MPTCP);
	}

	@Test
	void aConnectionThatFellBackSaysSo() throws Exception {
		answer(established().subflowOf(TOKEN));
		answer(established().mptcpInfo(1, TOKEN, 1));
		assertThat(find()).get()
			.extracting(DiagnosedConnection::mptcpInfo)
			.satisfies((info) -> assertThat(info.isFallback()).isTrue());
	}

	@Test
	void aConnectionThatEndsMeanwhileIsNotFound() throws Exception {
		answer(established().subflowOf(TOKEN));
		refuse(Errno.ENOENT);
		assertThat(find()).isEmpty();
	}

	@Test
	void aListenerForSubflowsShowsThatOthersAreNone() throws Exception {
		answer(established());
		answer(InetDiagMessages.listener(LOCAL).subflowOf(0));
		assertThat(find()).hasValue(new DiagnosedConnection(null, InetDiagMessages.COOKIE));
		// It is known from now on
		answer(established());
		assertThat(find()).hasValue(new DiagnosedConnection(null, InetDiagMessages.COOKIE));
		assertThat(this.kernel.questions()).hasSize(3);
	}

	@Test
	void aKernelThatDoesNotReportSubflowsIsAskedForAllConnections() throws Exception {
		answer(established());
		answer(InetDiagMessages.listener(LOCAL));
		answerAll(InetDiagMessages.established(LOCAL, LOCAL).mptcpInfo(2, 1, 1), established().mptcpInfo(2, TOKEN, 2));
		answerAll();
		assertThat(find()).get()
			.extracting(DiagnosedConnection::mptcpInfo)
			.satisfies((info) -> assertThat(info.token()).isEqualTo(TOKEN));
		ByteBuffer dump = this.kernel.questions().get(2);
		assertThat(dump.getShort(6)).isEqualTo((short) 0x301);
		assertThat(Short.toUnsignedInt(Short.reverseBytes(dump.getShort(16 + 8)))).isEqualTo(LOCAL.getPort());
		assertThat(Short.toUnsignedInt(Short.reverseBytes(dump.getShort(16 + 10)))).isEqualTo(REMOTE.getPort());
	}

	@Test
	void isPlainWhenNoMptcpConnectionHasItsAddresses() throws Exception {
		answer(established());
		refuse(Errno.ENOENT);
		answerAll();
		answerAll();
		assertThat(find()).hasValue(new DiagnosedConnection(null, InetDiagMessages.COOKIE));
	}

	@Test
	void isFoundWithoutItsFirstSubflow() throws Exception {
		refuse(Errno.ENOENT);
		answerAll();
		answerAll(established().mptcpInfo(2, TOKEN, 1));
		assertThat(find()).isPresent();
	}

	@ParameterizedTest
	@ValueSource(ints = { InetDiagMessages.FIN_WAIT2, InetDiagMessages.TIME_WAIT, InetDiagMessages.LISTEN })
	void isFoundWhenOnlyARestOfItsFirstSubflowIsThere(int state) throws Exception {
		answer(InetDiagMessages.of(state, LOCAL, REMOTE));
		answerAll(established().mptcpInfo(2, TOKEN, 1));
		answerAll();
		assertThat(find()).get().extracting(DiagnosedConnection::mptcpInfo).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { InetDiagMessages.TIME_WAIT, InetDiagMessages.LISTEN })
	void whatIsLeftOfAConnectionIsNone(int state) throws Exception {
		answer(InetDiagMessages.of(state, LOCAL, REMOTE));
		answerAll();
		answerAll();
		assertThat(find()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { Errno.EPERM, Errno.EACCES, Errno.EINVAL, Errno.ENOMEM })
	void aRefusalIsNotTakenForAnAnswer(int errno) {
		refuse(errno);
		assertThatExceptionOfType(NetlinkException.class).isThrownBy(this::find)
			.satisfies((ex) -> assertThat(ex.errno()).isEqualTo(errno));
	}

	@Test
	void aMessageThatIsCutOffIsNotTakenForAnAnswer() throws Exception {
		this.kernel.answer(ScriptedKernel.message(20, 0, new byte[71]));
		answerAll();
		answerAll();
		assertThat(find()).isEmpty();
	}

	@Test
	void aKernelWithoutInformationOfMptcpDoesNotTell() throws Exception {
		answer(established().subflowOf(TOKEN));
		answer(established());
		assertThat(find()).isEmpty();
	}

	private Optional<DiagnosedConnection> find() throws NetlinkException {
		return this.diagnosis.find(LOCAL, REMOTE);
	}

	private static InetDiagMessages established() {
		return InetDiagMessages.established(LOCAL, REMOTE);
	}

	private void answer(InetDiagMessages message) {
		this.kernel.answer(ScriptedKernel.message(20, 0, message.build()));
	}

	private void answerAll(InetDiagMessages... messages) {
		for (InetDiagMessages message : messages) {
			this.kernel.answer(ScriptedKernel.message(20, MULTI, message.build()));
		}
		this.kernel.answer(ScriptedKernel.message(3, MULTI, new byte[4]));
	}

	private void refuse(int errno) {
		this.kernel.answer(ScriptedKernel.message(2, 0, ScriptedKernel.integer(-errno)));
	}

	private static int protocol(ByteBuffer question) {
		return Byte.toUnsignedInt(question.get(16 + 1));
	}

}
