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

package io.github.mptcpspring.socketfactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * {@link SSLSocket} that forwards all calls: what concerns TLS and the transfer to
 * another {@link SSLSocket}, addresses and options to the socket below it.
 */
abstract class ForwardingSslSocket extends SSLSocket {

	/**
	 * Return the socket below TLS.
	 * @return the socket
	 */
	abstract Socket tcp();

	/**
	 * Return the socket that speaks TLS, or that holds its settings before there is one.
	 * @return the socket
	 */
	abstract SSLSocket tls();

	@Override
	public void bind(@Nullable SocketAddress local) throws IOException {
		tcp().bind(local);
	}

	@Override
	public @Nullable InetAddress getInetAddress() {
		return tcp().getInetAddress();
	}

	@Override
	public InetAddress getLocalAddress() {
		return tcp().getLocalAddress();
	}

	@Override
	public int getPort() {
		return tcp().getPort();
	}

	@Override
	public int getLocalPort() {
		return tcp().getLocalPort();
	}

	@Override
	public @Nullable SocketAddress getRemoteSocketAddress() {
		return tcp().getRemoteSocketAddress();
	}

	@Override
	public @Nullable SocketAddress getLocalSocketAddress() {
		return tcp().getLocalSocketAddress();
	}

	@Override
	public boolean isConnected() {
		return tcp().isConnected();
	}

	@Override
	public boolean isBound() {
		return tcp().isBound();
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return tls().getInputStream();
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		return tls().getOutputStream();
	}

	@Override
	public void shutdownInput() throws IOException {
		tls().shutdownInput();
	}

	@Override
	public void shutdownOutput() throws IOException {
		tls().shutdownOutput();
	}

	@Override
	public boolean isInputShutdown() {
		return tls().isInputShutdown();
	}

	@Override
	public boolean isOutputShutdown() {
		return tls().isOutputShutdown();
	}

	@Override
	public boolean isClosed() {
		return tls().isClosed();
	}

	@Override
	public void setTcpNoDelay(boolean on) throws SocketException {
		tcp().setTcpNoDelay(on);
	}

	@Override
	public boolean getTcpNoDelay() throws SocketException {
		return tcp().getTcpNoDelay();
	}

	@Override
	public void setSoTimeout(int timeout) throws SocketException {
		tcp().setSoTimeout(timeout);
	}

	@Override
	public int getSoTimeout() throws SocketException {
		return tcp().getSoTimeout();
	}

	@Override
	public void setSendBufferSize(int size) throws SocketException {
		tcp().setSendBufferSize(size);
	}

	@Override
	public int getSendBufferSize() throws SocketException {
		return tcp().getSendBufferSize();
	}

	@Override
	public void setReceiveBufferSize(int size) throws SocketException {
		tcp().setReceiveBufferSize(size);
	}

	@Override
	public int getReceiveBufferSize() throws SocketException {
		return tcp().getReceiveBufferSize();
	}

	@Override
	public void setKeepAlive(boolean on) throws SocketException {
		tcp().setKeepAlive(on);
	}

	@Override
	public boolean getKeepAlive() throws SocketException {
		return tcp().getKeepAlive();
	}

	@Override
	public void setTrafficClass(int trafficClass) throws SocketException {
		tcp().setTrafficClass(trafficClass);
	}

	@Override
	public int getTrafficClass() throws SocketException {
		return tcp().getTrafficClass();
	}

	@Override
	public void setReuseAddress(boolean on) throws SocketException {
		tcp().setReuseAddress(on);
	}

	@Override
	public boolean getReuseAddress() throws SocketException {
		return tcp().getReuseAddress();
	}

	@Override
	public void setOOBInline(boolean on) throws SocketException {
		tls().setOOBInline(on);
	}

	@Override
	public boolean getOOBInline() throws SocketException {
		return tls().getOOBInline();
	}

	@Override
	public void setSoLinger(boolean on, int linger) throws SocketException {
		tcp().setSoLinger(on, linger);
	}

	@Override
	public int getSoLinger() throws SocketException {
		return tcp().getSoLinger();
	}

	@Override
	public void sendUrgentData(int data) throws IOException {
		tls().sendUrgentData(data);
	}

	@Override
	public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
		tcp().setPerformancePreferences(connectionTime, latency, bandwidth);
	}

	@Override
	public <T> Socket setOption(SocketOption<T> option, T value) throws IOException {
		tcp().setOption(option, value);
		return this;
	}

	@Override
	public <T> T getOption(SocketOption<T> option) throws IOException {
		return tcp().getOption(option);
	}

	@Override
	public Set<SocketOption<?>> supportedOptions() {
		return tcp().supportedOptions();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return tls().getSupportedCipherSuites();
	}

	@Override
	public String[] getEnabledCipherSuites() {
		return tls().getEnabledCipherSuites();
	}

	@Override
	public String[] getSupportedProtocols() {
		return tls().getSupportedProtocols();
	}

	@Override
	public String[] getEnabledProtocols() {
		return tls().getEnabledProtocols();
	}

	@Override
	public void setEnabledCipherSuites(String[] suites) {
		tls().setEnabledCipherSuites(suites);
	}

	@Override
	public void setEnabledProtocols(String[] protocols) {
		tls().setEnabledProtocols(protocols);
	}

	@Override
	public SSLSession getSession() {
		return tls().getSession();
	}

	@Override
	public @Nullable SSLSession getHandshakeSession() {
		return tls().getHandshakeSession();
	}

	@Override
	public void startHandshake() throws IOException {
		tls().startHandshake();
	}

	@Override
	public void setUseClientMode(boolean mode) {
		tls().setUseClientMode(mode);
	}

	@Override
	public boolean getUseClientMode() {
		return tls().getUseClientMode();
	}

	@Override
	public void setNeedClientAuth(boolean need) {
		tls().setNeedClientAuth(need);
	}

	@Override
	public boolean getNeedClientAuth() {
		return tls().getNeedClientAuth();
	}

	@Override
	public void setWantClientAuth(boolean want) {
		tls().setWantClientAuth(want);
	}

	@Override
	public boolean getWantClientAuth() {
		return tls().getWantClientAuth();
	}

	@Override
	public void setEnableSessionCreation(boolean flag) {
		tls().setEnableSessionCreation(flag);
	}

	@Override
	public boolean getEnableSessionCreation() {
		return tls().getEnableSessionCreation();
	}

	@Override
	public SSLParameters getSSLParameters() {
		return tls().getSSLParameters();
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		tls().setSSLParameters(parameters);
	}

	@Override
	public @Nullable String getApplicationProtocol() {
		return tls().getApplicationProtocol();
	}

	@Override
	public @Nullable String getHandshakeApplicationProtocol() {
		return tls().getHandshakeApplicationProtocol();
	}

	@Override
	public void setHandshakeApplicationProtocolSelector(
			@Nullable BiFunction<SSLSocket, List<String>, String> selector) {
		tls().setHandshakeApplicationProtocolSelector(selector);
	}

	@Override
	public @Nullable BiFunction<SSLSocket, List<String>, String> getHandshakeApplicationProtocolSelector() {
		return tls().getHandshakeApplicationProtocolSelector();
	}

	@Override
	public String toString() {
		return tls().toString();
	}

}
