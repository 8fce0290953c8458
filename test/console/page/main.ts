import './main.css';

console.log('测试');
